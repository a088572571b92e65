package entente.disclosure

# METADATA
# title: How much each weaker form leaves of a value, in tenths
# description: |
#   `full` is not here: a form that the terms call weaker never opens a field. A form that is not
#   here is never chosen.
strength := {"pseudonym": 5, "band": 3, "truncate": 3, "aggregate": 1}

# METADATA
# title: The strongest weaker form that the terms offer at the stages reached
# description: |
#   Of equally strong ones that of the latest stage. Only where the stage or a milestone is all that
#   stands in the way, and only once the dataset is open: rows are nothing without their key.
weaker[name] := max(offers)[2] if {
	some name, field in input.fields
	only_time_stands_in_the_way(name)
	offers := {[strength[form.release], rank, form] |
		some stage, form in field.weaker
		stage in input.reached
		some rank, reached_there in input.stages
		reached_there == stage
	}
}

# METADATA
# title: The field waits for its stage or a milestone, for nothing else, and the dataset is open
only_time_stands_in_the_way(name) if {
	count(obstacles[name]) > 0
	every obstacle in obstacles[name] { obstacle.cause in {"stage", "milestone"} }
	dataset_open
}

# METADATA
# title: Nothing stands in the way of the key
dataset_open if every name in input.key { count(obstacles[name]) == 0 }
