// SPDX-License-Identifier: GPL-2.0-or-later
/* Fields of a record, one a line, as a machine may send them whose root is hostile. */
#include "fuzz.h"
#include "entry.h"
#include "entry-json.h"

static void test_field(const struct record *record, const char *text)
{
	ALWAYS(text >= record->text);
	ALWAYS(text + strlen(text) < record->text + RECORD_TEXT_SIZE);
	for (; *text; text++)
		ALWAYS(*text >= ' ' && *text <= '~');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record record = { 0 };
	enum decision decision;
	json_t *json;

	record_clear(&record);
	while (size) {
		const uint8_t *newline = memchr(data, '\n', size);
		size_t length = newline ? (size_t)(newline - data) : size;

		record_add(&record, (const char *)data, length);
		data += length + !!newline;
		size -= length + !!newline;
	}
	for (enum record_field i = 0; i < N_RECORD_FIELDS; i++)
		if (record.fields[i])
			test_field(&record, record.fields[i]);
	if (record_decision(&record, &decision))
		ALWAYS(decision <= DECISION_WOULD_REFUSE);
	ALWAYS(record_requests(&record) >= 1);
	json = record_to_json(&record);
	ALWAYS(json);
	json_decref(json);
	return 0;
}
