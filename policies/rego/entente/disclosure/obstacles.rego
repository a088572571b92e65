package entente.disclosure

import data.entente.custom

# METADATA
# title: Causes, in the order in which they are named
causes := ["stage", "reciprocity", "purpose", "milestone", "policy"]

# METADATA
# title: What stands between each field and its release in full, with what would cure it
# description: No obstacle, no reason to hold the field back.
obstacles[name] := [{"cause": cause, "cures": cures(cause, name)} |
	some cause in causes
	stands(cause, name)
] if {
	some name, _ in input.fields
}

# METADATA
# title: A field needs itself and the key
# description: |
#   A record without its key is no record: what closes one key field closes the dataset.
needs[name] := {name} | {key | some key in input.key} if {
	some name, _ in input.fields
}

# METADATA
# title: Exploitation risk; the stage is not reached
# scope: document
stands("stage", name) if {
	count(unreached(name)) > 0
}

# METADATA
# title: Reciprocity; nothing is left in the category
# description: |
#   A field asked for by name (to show, to filter or to sort) is priced like any other, and the
#   ledger refuses what does not fit. The key comes with every query, so it counts as asked for:
#   rows already paid for stay open, and new ones are refused with what to contribute. So a key in a
#   dry category never empties an answer that other categories could still pay for.
stands("reciprocity", name) if {
	input.fields[name].category in input.dry
	not asked(name)
}

# METADATA
# title: The purpose is missing, or the agreement does not have it
stands("purpose", _) if {
	not purpose_agreed
}

# METADATA
# title: Performance reveal; a milestone is not complete
stands("milestone", name) if {
	count(open_milestones(name)) > 0
}

# METADATA
# title: The author of the policy denies or hides it
stands("policy", name) if {
	some denial in custom.deny
	denial.field in needs[name]
}

stands("policy", name) if {
	some hidden in custom.hide
	hidden in needs[name]
}

# METADATA
# title: The last stage that is waited for; those before it come on the way
# scope: document
cures("stage", name) := [concat(" ", ["reach stage", input.stages[last]]) |
	last := max(unreached(name))
]

# METADATA
# title: Each exchange that earns credit in the category; none, where nothing could
cures("reciprocity", name) := [concat(" ", ["contribute to", exchange]) |
	some exchange in input.feeds[input.fields[name].category]
]

# METADATA
# title: The purposes that would do
cures("purpose", _) := [cure |
	count(input.purposes) > 0
	cure := concat(" ", ["state one of the agreed purposes:", concat(", ", input.purposes)])
]

# METADATA
# title: Each milestone that is still open
cures("milestone", name) := [concat(" ", ["complete milestone", milestone]) |
	some milestone in open_milestones(name)
]

# METADATA
# title: What the author says would help
cures("policy", name) := [cure |
	some denial in custom.deny
	denial.field in needs[name]
	some cure in denial.unlock
]

# METADATA
# title: Ranks of the stages that a field waits for
unreached(name) := {rank |
	some needed in needs[name]
	some rank, stage in input.stages
	stage == input.fields[needed].stage
	not reached(stage)
}

# METADATA
# title: Milestones that a field waits for
open_milestones(name) := {milestone |
	some needed in needs[name]
	milestone := input.fields[needed].milestone
	not complete(milestone)
}

# METADATA
# title: The query names the field, or it is of the key
# scope: document
asked(name) if name in input.key

asked(name) if name in input.asked

# METADATA
# title: The stage is one of those reached
# description: |
#   A rule of its own, as are the next two: `not x in input.reached` is undefined, not true, where
#   the input lacks what it names, and would fail open.
reached(stage) if stage in input.reached

# METADATA
# title: The purpose stated is one of the agreement's
purpose_agreed if input.purpose in input.purposes

# METADATA
# title: The milestone is recorded as complete
complete(milestone) if milestone in input.milestones
