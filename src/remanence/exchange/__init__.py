"""Files of other people, read and written: sheets, workbooks, papers, calendars."""
