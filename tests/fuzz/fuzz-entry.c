// SPDX-License-Identifier: GPL-2.0-or-later
/* Fields of an entry, one a line, as a machine may send them whose root is hostile. */
#include "fuzz.h"
#include "entry.h"
#include "entry-json.h"

static void test_field(const struct entry *entry, const char *text)
{
	ALWAYS(text >= entry->text);
	ALWAYS(text + strlen(text) < entry->text + ENTRY_TEXT_SIZE);
	for (; *text; text++)
		ALWAYS(*text >= ' ' && *text <= '~');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct entry entry = { 0 };
	enum decision decision;
	json_t *json;

	entry_clear(&entry);
	while (size) {
		const uint8_t *newline = memchr(data, '\n', size);
		size_t length = newline ? (size_t)(newline - data) : size;

		entry_add(&entry, (const char *)data, length);
		data += length + !!newline;
		size -= length + !!newline;
	}
	for (enum entry_field i = 0; i < N_ENTRY_FIELDS; i++)
		if (entry.fields[i])
			test_field(&entry, entry.fields[i]);
	if (entry_decision(&entry, &decision))
		ALWAYS(decision <= DECISION_WOULD_REFUSE);
	ALWAYS(entry_requests(&entry) >= 1);
	json = entry_to_json(&entry);
	ALWAYS(json);
	json_decref(json);
	return 0;
}
