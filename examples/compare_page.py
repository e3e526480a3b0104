# SPDX-License-Identifier: Apache-2.0
"""Is the table that an example wrote, TABLE, found line by line in PAGE?"""
import sys

table, page = (open(path, encoding="utf-8").read().splitlines() for path in sys.argv[1:3])
shown = [line for line in page if line.startswith("|")]
if table != shown:
    for line in table:
        if line not in shown:
            print("not on the page:", line)
    sys.exit(f"{sys.argv[2]} does not show {sys.argv[1]}")
