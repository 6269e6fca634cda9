/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle may hold (bundle format, 4.5). All of it is checked while
 * reading, never taken from declared sizes. */
#pragma once

#define LEP_BUNDLE_FORMAT 1
#define LEP_BUNDLE_TYPE   "application/vnd.lep.bundle+zip"

#define LEP_MIB (1024 * 1024)

#define LEP_BUNDLE_MAX_FILE           (256LL * LEP_MIB)
#define LEP_BUNDLE_MAX_WITH_DOCUMENTS (2048LL * LEP_MIB)
#define LEP_BUNDLE_MAX_MEMBERS        20000
#define LEP_BUNDLE_MAX_SEGMENTS       9999 /* changes/<nnnn>.xml */
#define LEP_BUNDLE_MAX_SUMS           (4 * LEP_MIB)
#define LEP_BUNDLE_MAX_MANIFEST       (4 * LEP_MIB)
#define LEP_BUNDLE_MAX_XML            (16 * LEP_MIB)
#define LEP_BUNDLE_MAX_INFLATED       (2048LL * LEP_MIB)
#define LEP_BUNDLE_MAX_RATIO          200
#define LEP_BUNDLE_RATIO_FROM         LEP_MIB

/* A segment that we write is cut before it grows beyond this: the next one is
 * unpacked while the changes of one are taken. */
#define LEP_BUNDLE_SEGMENT_SIZE LEP_MIB

/* Ranges of numbers that we tell, or remember, as missing in a space. Only a hostile
 * bundle leaves more behind, and they must not fill the manifest. */
#define LEP_BUNDLE_MAX_MISSING 1000

#define LEP_XML_MAX_DEPTH      8
#define LEP_XML_MAX_ATTRIBUTES 16
#define LEP_XML_MAX_TAG        4096
#define LEP_XML_MAX_TEXT       LEP_MIB
#define LEP_XML_MAX_ROWS       10000
