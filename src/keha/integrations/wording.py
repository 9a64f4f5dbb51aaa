"""Why a file or a row cannot be taken in as it is, in words."""

from django.utils.translation import gettext_lazy as _

from keha.integrations.people_sheets.columns import Field as PersonField
from keha.integrations.roster_sheets.layouts import Field as RosterField
from keha.integrations.roster_sheets.layouts import Problem
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rule_sheets.table import Trouble

REASONS = {
    "integrations.not-yours": _("This place's rules are decided by somebody else."),
    "integrations.nowhere-to-rule": _(
        "You do not look after any place's rules. Ask your supervisor to bring the file in."
    ),
    "integrations.not-ready": _("This file is not ready yet. Open its page again in a moment."),
    "integrations.applied-already": _("This file has been taken in already."),
    "integrations.nothing-to-apply": _("No row is ready to be adopted."),
    "integrations.too-late-to-undo": _("An import can be taken back for a week. Change the rules one by one now."),
    "integrations.no-title": _("The heading is missing."),
    "integrations.no-text": _("The text of the rule is missing."),
    "integrations.title-too-long": _("The heading is longer than 120 characters."),
    "integrations.text-too-long": _("A text is longer than 6,000 characters."),
    "integrations.source-too-long": _("The source is longer than 200 characters."),
    "integrations.no-verdict": _("The file does not say whether this is allowed, forbidden or only for information."),
    "integrations.no-decider": _("The file does not say who decides."),
    "integrations.unclear-verdict": _("Whether this is allowed could not be read. Choose it."),
    "integrations.unclear-decider": _("Who decides could not be read. Choose it."),
    "integrations.unclear-fixed": _("Whether this is binding could not be read. Write yes or no."),
    "integrations.unclear-day": _("A day could not be read. Write it as 24.11.2026."),
    "integrations.unclear-review": _(
        "When the rule is reviewed could not be read. Write a day, or a number of months."
    ),
    "integrations.ends-before": _("The rule would end before it begins."),
    "integrations.twice": _("The same heading is in the file twice. Skip one of the rows, or change its heading."),
    "integrations.several": _("Several rules have this heading. Open the right one and change it there."),
    "integrations.unclear-scope": _("Whom this concerns could not be read, or it is not yours to decide."),
    "integrations.not-yours-to-fix": _("A binding rule is decided by the area's manager or the administrator."),
    "integrations.locked": _(
        "This rule says what the law or a binding instruction says. Its text is not changed by a file."
    ),
    "integrations.identity-code": _("There is a personal identity code in the text. Take it away."),
    "integrations.health": _("This looks like something about a person's health. A rule speaks of nobody by name."),
    "integrations.name-number": _(
        "There is a person's name with a number or a code. Write the role instead, if you can."
    ),
    "integrations.limits-stay": _("The rule has limits, and they stay as they are. Check that the new text fits them."),
    "integrations.changed-since": _("The rule has been changed since. It was left as it is."),
    "integrations.person-name": _("The name is missing."),
    "integrations.person-name-long": _("The name is longer than 120 characters."),
    "integrations.person-number": _("The employee number is longer than 40 characters."),
    "integrations.person-team": _("No team has this name or code, or several have. Write it as it is in Kehä."),
    "integrations.person-site": _("No site has this name or code, or several have. Write it as it is in Kehä."),
    "integrations.person-share": _("The share of full working time could not be read. Write it as 80 %."),
    "integrations.person-hours": _("The weekly hours could not be read. Write them as 38.25."),
    "integrations.person-role": _("The role could not be read. Leave it empty for a worker."),
    "integrations.person-language": _("The language could not be read. Write fi, sv or en."),
    "integrations.person-role-by-hand": _("This role is not given by a file. Leave the role empty here."),
    "integrations.person-role-of-team": _("This role belongs to a team, and the row names no team."),
    "integrations.person-name-known": _("Somebody of this name works here already. Choose who is meant."),
    "integrations.person-has-left": _("Somebody of this employee number has left. Choose her to bring her back."),
    "integrations.person-number-taken": _("Another person has this employee number already."),
    "integrations.person-number-twice": _("The same employee number is in the file twice. Leave one of the rows out."),
    "integrations.person-twice": _("The same name is in the file twice. Choose who is meant, or leave one row out."),
    "integrations.person-gone": _("The person you chose is not here any more."),
    "integrations.person-changed-since": _("This person has been changed since. She was left as she is."),
    "integrations.roster-unknown": _(
        "Nobody of this name or number is in the team. Choose who is meant, or skip the row."
    ),
    "integrations.roster-several": _("Several people have this name. Choose who is meant."),
    "integrations.roster-twice": _("The same person is in the file twice. Skip one of the rows."),
    "integrations.roster-day": _("The day could not be read."),
    "integrations.roster-cell": _("This could not be read. Give the letter a meaning, or mend the file."),
    "integrations.roster-no-such-time": _("There is no such time on this day, or the shift has no length."),
    "integrations.roster-meet": _("Two of the shifts are at the same time."),
    "integrations.roster-site": _("The team has no site of this name. Write it as it is in Kehä."),
    "integrations.roster-changed-since": _("These days have been changed since. They were left as they are."),
    "integrations.retired-since": _("The rule has been taken out of use since."),
}

TROUBLES = {
    Trouble.EMPTY: _("The file is empty."),
    Trouble.TOO_LARGE: _("The file is larger than 10 megabytes. Save only the sheet of the rules."),
    Trouble.NOT_A_TABLE: _("This is not a table. Save it as CSV or as an Excel workbook (xlsx), and bring that."),
    Trouble.OLD_OR_LOCKED: _(
        "The file has a password, or it is in Excel's old form. Save it without a password as xlsx."
    ),
    Trouble.MACROS: _("The file has macros. Save it as an ordinary workbook (xlsx), and bring that."),
    Trouble.BROKEN: _("The file is broken or has not arrived whole. Save it again, and bring the new one."),
    Trouble.UNSAFE: _(
        "The file holds something that no table of rules needs, so it was not opened. Copy the rules to a new file."
    ),
    Trouble.UNPACKS_TOO_LARGE: _(
        "The file is much larger inside than outside, so it was not opened. Copy the rules to a new file."
    ),
    Trouble.UNKNOWN_LETTERS: _("The letters of the file could not be read for sure. Save it as CSV UTF-8, or as xlsx."),
    Trouble.TOO_MANY_ROWS: _("There are more than 5,000 rows. Divide the file in two."),
    Trouble.TOO_MANY_COLUMNS: _("There are more than 256 columns. Save only the columns of the rules."),
    Trouble.TOO_MANY_CELLS: _("There are more than 200,000 cells. Save only the columns of the rules."),
    Trouble.CELL_TOO_LONG: _("A cell has more than 100,000 characters. Is a quotation mark missing in the file?"),
    Trouble.TOO_MUCH_TEXT: _("There is too much text for one file. Divide it in two."),
    Trouble.TOO_HEAVY: _(
        "Reading the file took too long or too much memory, so it was stopped. Copy the rules to a new file."
    ),
    Trouble.NO_HEADINGS: _("Only one row was found. The first row is for the headings, and the rules come under it."),
}

FIELDS = {
    Field.TITLE: _("Heading"),
    Field.TEXT: _("Text of the rule"),
    Field.VERDICT: _("What the rule says (may, may not, must…)"),
    Field.DECIDER: _("Who decides"),
    Field.WHY: _("Why"),
    Field.SOURCE: _("What it is based on"),
    Field.VALID_FROM: _("In force from"),
    Field.VALID_UNTIL: _("In force until"),
    Field.REVIEW: _("Reviewed (a day, or months)"),
    Field.FIXED: _("Binding (yes or no)"),
    Field.TOPIC: _("Topic"),
    Field.SCOPE: _("Whom it concerns"),
    Field.SLUG: _("Short name of the rule"),
    Field.TITLE_SV: _("Heading in Swedish"),
    Field.TEXT_SV: _("Text in Swedish"),
    Field.TITLE_EN: _("Heading in English"),
    Field.TEXT_EN: _("Text in English"),
}

PERSON_FIELDS = {
    PersonField.NAME: _("Name"),
    PersonField.FAMILY: _("Family name"),
    PersonField.GIVEN: _("Given name"),
    PersonField.NUMBER: _("Employee number"),
    PersonField.TEAM: _("Team"),
    PersonField.SITE: _("Home site"),
    PersonField.SHARE: _("Share of full working time, %"),
    PersonField.HOURS: _("Hours in a week"),
    PersonField.ROLE: _("Role"),
    PersonField.LANGUAGE: _("Language"),
}
ROSTER_TROUBLES = {
    Problem.NO_DAYS: _("No row of days was found, and no columns of a day and its times."),
    Problem.DAYS_DISAGREE: _(
        "The days and the weekdays of the headings do not fit any year near this one. Check them."
    ),
    Problem.TOO_MANY_DAYS: _("There are more than six weeks in the file. Bring one roster at a time."),
    Problem.NO_NAMES: _("No names were found under the days."),
    "days-cross": _(
        "The days of the file are partly in one of the team's rosters and partly not. Bring one roster at a time."
    ),
}

ROSTER_FIELDS = {
    RosterField.NAME: _("Name"),
    RosterField.FAMILY: _("Family name"),
    RosterField.GIVEN: _("Given name"),
    RosterField.NUMBER: _("Employee number"),
    RosterField.DAY: _("Day"),
    RosterField.STARTS: _("Begins at"),
    RosterField.ENDS: _("Ends at"),
    RosterField.HOURS: _("Hours, as 6-14"),
    RosterField.SITE: _("Site"),
    RosterField.LETTER: _("Letter of the shift"),
}
PERSON_CHANGES = {field.value: name for field, name in PERSON_FIELDS.items()} | {"back": _("comes back")}
