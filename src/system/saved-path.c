// SPDX-License-Identifier: GPL-2.0-or-later
#include "saved-path.h"

#include <string.h>

#include "small-file.h"

void saved_path_get(char path[static MODPROBE_PATH_SIZE])
{
	if (small_file_read_line(SAVED_PATH, path, MODPROBE_PATH_SIZE) < 0 || !path[0] ||
	    strcmp(path, GATE_FILE) == 0)
		strcpy(path, MODPROBE_FILE);
}
