// SPDX-License-Identifier: GPL-2.0-or-later
/* A time, as somebody may type it. */
#include "fuzz.h"
#include "time-text.h"

#define NOW       UINT64_C(1795437896123456)
#define UNTOUCHED UINT64_C(0x5555555555555555)

static void try_time(const char *text)
{
	uint64_t time = UNTOUCHED, again = UNTOUCHED;
	int r = time_from_text(text, NOW, &time);

	ALWAYS(r <= 0);
	ALWAYS(r == 0 || time == UNTOUCHED);
	ALWAYS(time_from_text(text, NOW, &again) == r && again == time);
}

/* What comes from now on as a span ago comes before now. */
static void try_ago(const char *text, size_t size)
{
	char *ago = malloc(size + sizeof(" ago"));
	uint64_t time;

	ALWAYS(ago);
	stpcpy(stpcpy(ago, text), " ago");
	if (time_from_text(ago, NOW, &time) == 0)
		ALWAYS(time <= NOW);
	free(ago);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size);

	try_time(text);
	try_ago(text, size);
	free(text);
	return 0;
}
