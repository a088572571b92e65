# METADATA
# title: What the next stage asks for
# description: |
#   One question per raise. The answer lists every gate with what there is, what is needed and what
#   is missing; a raise needs all of them. What the ladder of the terms names is asked for, and
#   beside it always: an active agreement, two contacts on each side, no open dispute, rounds that
#   do not speak against it, and no receipt that has waited for more than a day to be acknowledged.
#   A gate whose facts are missing is a gate that is not answered, and the gateway then raises
#   nothing.
#   Authors add gates in package entente.custom; nothing there can take one away.
# schemas:
#   - input: schema.promotion
package entente.promotion

import data.entente.author

# METADATA
# title: The answer to the gateway
# description: Undefined for an input that makes no sense, and the gateway then raises nothing.
# entrypoint: true
gates := array.concat(array.concat(asked, always), added) if sound

# METADATA
# title: The input holds together
sound if {
	is_object(input.gate)
	every fact in ["cleared", "window", "days", "matched-rounds", "overdue-receipts"] { is_number(input[fact]) }
	every fact in ["milestones", "signals", "disputes"] { is_array(input[fact]) }
	is_number(input.contacts.ours)
	is_number(input.contacts.theirs)
	is_boolean(input.reviewed)
	author.sound
	every gate in author.gates { is_boolean(gate.met) }
}

# METADATA
# title: The gates that the ladder names
asked := [gate |
	some gates in [
		at_least("cleared", input.cleared, cleared_needs),
		at_least("minimum-days", input.days, days_needed),
		at_least("matched-rounds", input["matched-rounds"], rounds_needed),
		each("milestone", input.milestones, milestones_needed),
		each("signal", input.signals, signals_needed),
		reviewed,
	]
	some gate in gates
]

# METADATA
# title: The gates that there always are
always := [
	{
		"gate": "active",
		"met": input.state == "active",
		"have": input.state,
		"need": "active",
		"missing": missing_unless(input.state == "active", "active"),
	},
	counted("contacts", min([input.contacts.ours, input.contacts.theirs]), 2),
	{
		"gate": "disputes",
		"met": count(input.disputes) == 0,
		"have": count(input.disputes),
		"need": 0,
		"missing": input.disputes,
	},
	{
		"gate": "rounds",
		"met": input.verdict == "allow",
		"have": input.verdict,
		"need": "allow",
		"missing": missing_unless(input.verdict == "allow", "a matched round"),
	},
	{
		"gate": "acknowledged",
		"met": input["overdue-receipts"] == 0,
		"have": input["overdue-receipts"],
		"need": 0,
		"missing": input["overdue-receipts"],
	},
]

# METADATA
# title: The gates of the author
added := [gate | some gate in author.gates]

# METADATA
# title: How much must have come in since the stage was entered
# description: So many windows of the stage that is left.
cleared_needs := [need | need := input.gate.cleared * input.window]

# METADATA
# title: How many days the stage must have lasted
days_needed := [need | need := input.gate["minimum-days"]]

# METADATA
# title: How many rounds must have been matched since the stage was entered
rounds_needed := [need | need := input.gate["matched-rounds"]]

# METADATA
# title: What must have been shown
milestones_needed := object.get(input.gate, "milestone", [])

# METADATA
# title: What the partner must have staked
signals_needed := object.get(input.gate, "signal", [])

# METADATA
# title: A number that must be reached, where one is asked for
at_least(name, have, needs) := [counted(name, have, need) | some need in needs]

# METADATA
# title: A number against the one that is needed
counted(name, have, need) := {
	"gate": name,
	"met": have >= need,
	"have": have,
	"need": need,
	"missing": max([0, need - have]),
}

# METADATA
# title: Names that must be among those recorded, a gate for each
each(name, have, needs) := [gate |
	some need in needs
	met := need in have
	gate := {
		"gate": name,
		"met": met,
		"have": [one | some one in have; one == need],
		"need": need,
		"missing": missing_unless(met, need),
	}
]

# METADATA
# title: The last review must not be overdue, where that is asked for
reviewed := [{
	"gate": "review",
	"met": input.reviewed,
	"have": object.get(input, "review", null),
	"need": input.date,
	"missing": missing_unless(input.reviewed, "a review"),
} |
	input.gate.review
]

# METADATA
# title: Null where it is met
# scope: document
missing_unless(true, _) := null

missing_unless(false, missing) := missing
