package entente.disclosure

import data.entente.author
import data.entente.purpose
import data.entente.reciprocity

# METADATA
# title: What stands between each field and its release in full, with what would cure it
# description: |
#   No obstacle, no reason to hold the field back. A record without its key is no record: what closes
#   a key field closes every field.
obstacles[name] := [obstacle |
	some found in [
		waiting(field),
		reciprocity.obstacles(name, field),
		purpose.obstacles,
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
waiting(field) := [{"cause": "stage", "cures": cures, "rule": "entente.disclosure.waiting"} |
	ranks := key_ranks | {rank | rank := ahead[field.stage]}
	count(ranks) > 0

	# In a comprehension, so that a stage without a name takes the cure away and not the obstacle.
	# regal ignore:comprehension-term-assignment
	cures := [cure | cure := concat(" ", ["reach stage", input.stages[max(ranks)]])]
]

# METADATA
# title: Performance reveal; a milestone is not complete
unproven(field) := [{"cause": "milestone", "cures": cures, "rule": "entente.disclosure.unproven"} |
	milestones := key_milestones | {milestone |
		milestone := field.milestone # regal ignore:comprehension-term-assignment
		not complete(milestone)
	}
	count(milestones) > 0
	cures := [concat(" ", ["complete milestone", milestone]) | some milestone in milestones]
]

# METADATA
# title: An author denies or hides it, or a key field
denied(name) := [{"cause": "policy", "cures": cures, "rule": rule} |
	names := key_names | {name}
	some rule in {one.rule | some one in author.closed; one.field in names}
	cures := [cure |
		some denial in author.denials
		denial.rule == rule
		denial.denial.field in names
		some cure in denial.denial.unlock
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
key_names contains name if some name in input.key

# METADATA
# title: Ranks of the stages that the key waits for
key_ranks contains rank if {
	some name in input.key
	rank := ahead[input.fields[name].stage]
}

# METADATA
# title: Milestones that the key waits for
key_milestones contains milestone if {
	some name in input.key
	milestone := input.fields[name].milestone
	not complete(milestone)
}

# METADATA
# title: The stage is one of those reached
# description: |
#   A rule of its own, as is the next: `not x in input.reached` is undefined, not true, where
#   the input lacks what it names, and would fail open.
reached(stage) if stage in input.reached

# METADATA
# title: The milestone is recorded as complete
complete(milestone) if milestone in input.milestones
