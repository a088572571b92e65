package entente.disclosure

import data.entente.custom

# METADATA
# title: What stands between each field and its release in full, with what would cure it
# description: |
#   No obstacle, no reason to hold the field back. A record without its key is no record: what closes
#   a key field closes every field.
obstacles[name] := [obstacle |
	some found in [
		waiting(field),
		unpaid(name, field),
		purposeless,
		unproven(field),
		denied(name),
	]
	some obstacle in found
] if {
	some name, field in input.fields
}

# METADATA
# title: Exploitation risk; the stage is not reached
# description: The last stage that is waited for is named; those before it come on the way.
waiting(field) := [{"cause": "stage", "cures": cures} |
	ranks := key_ranks | {rank | rank := ahead[field.stage]}
	count(ranks) > 0
	cures := [cure | cure := concat(" ", ["reach stage", input.stages[max(ranks)]])]
]

# METADATA
# title: Reciprocity; nothing is left in the category
# description: |
#   A field asked for by name (to show, to filter or to sort) is priced like any other, and the
#   ledger refuses what does not fit. The key comes with every query, so it counts as asked for:
#   rows already paid for stay open, and new ones are refused with what to contribute. So a key in a
#   dry category never empties an answer that other categories could still pay for.
#   Where nothing feeds the category, nothing could cure it.
unpaid(name, field) := [{"cause": "reciprocity", "cures": cures} |
	field.category in input.dry
	not asked(name)
	cures := [concat(" ", ["contribute to", exchange]) | some exchange in input.feeds[field.category]]
]

# METADATA
# title: The purpose is missing, or the agreement does not have it
purposeless := [{"cause": "purpose", "cures": cures} |
	not purpose_agreed
	cures := [cure |
		count(input.purposes) > 0
		cure := concat(" ", ["state one of the agreed purposes:", concat(", ", input.purposes)])
	]
]

# METADATA
# title: Performance reveal; a milestone is not complete
unproven(field) := [{"cause": "milestone", "cures": cures} |
	milestones := key_milestones | {milestone |
		milestone := field.milestone
		not complete(milestone)
	}
	count(milestones) > 0
	cures := [concat(" ", ["complete milestone", milestone]) | some milestone in milestones]
]

# METADATA
# title: The author of the policy denies or hides it, or a key field
denied(name) := [{"cause": "policy", "cures": cures} |
	names := key_names | {name}
	count(names & closed) > 0
	cures := [cure |
		some denial in custom.deny
		denial.field in names
		some cure in denial.unlock
	]
]

# METADATA
# title: Ranks of the stages that are not reached
ahead[stage] := rank if {
	some rank, stage in input.stages
	not reached(stage)
}

# METADATA
# title: The names of the key fields
key_names := {name | some name in input.key}

# METADATA
# title: Ranks of the stages that the key waits for
key_ranks := {ahead[input.fields[name].stage] | some name in input.key}

# METADATA
# title: Milestones that the key waits for
key_milestones := {milestone |
	some name in input.key
	milestone := input.fields[name].milestone
	not complete(milestone)
}

# METADATA
# title: Fields that the author denies or hides
closed := {denial.field | some denial in custom.deny} | custom.hide

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
