# METADATA
# title: What a partner may see of a dataset
# description: |
#   One question per query, for all fields at once. The answer lists what is released and what is
#   withheld; a field in neither list is hidden outright. It says too which rows, as package
#   entente.rows has it. `release`, `because` and `unlock` are those of the partner protocol.
#
#   Four tests decide, as in the terms:
#   exploitation risk (a field waits for its stage), coordination value (a weaker release before
#   that, where the terms offer one), reciprocity (a category without credit gives nothing unasked),
#   performance reveal (a field waits for a milestone).
#   Purpose and reciprocity have a package each. Authors narrow the outcome in package entente.custom;
#   nothing there can widen it.
# schemas:
#   - input: schema.disclosure
package entente.disclosure

import data.entente.author
import data.entente.rows

# METADATA
# title: The answer to the gateway
# description: Undefined for an input that makes no sense, and the gateway then releases nothing.
# entrypoint: true
decision := {"released": released, "withheld": withheld, "rows": rows.touched} if sound

# METADATA
# title: The input holds together
# description: |
#   There is a key and it is among the fields, each field's stage is on the ladder, and what the
#   authors say can be understood: a slip in any of them must not pass for "nothing stands in the way".
sound if {
	count(input.key) > 0
	every name in input.key { input.fields[name] }
	every field in input.fields { field.stage in input.stages }
	author.sound
}

# METADATA
# title: Fields the partner may know of
shown contains name if {
	some name, _ in input.fields
	not name in author.hidden
}

# METADATA
# title: In full, where nothing stands in the way
released[name] := {"release": "full"} if {
	some name in shown
	count(obstacles[name]) == 0
}

# METADATA
# title: In a weaker form, with what would open it in full
released[name] := object.union(weaker[name], reason(obstacles[name])) if {
	some name in shown
}

# METADATA
# title: Not at all, with what would change that
withheld[name] := reason(obstacles[name]) if {
	some name in shown
	count(obstacles[name]) > 0
	not weaker[name]
}

# METADATA
# title: The first cause, and the cures of all of them
# description: Where one of them has no cure, the others' would not help, and none is named.
reason(found) := {"because": sorted[0].cause, "unlock": [cure |
	every obstacle in sorted { count(obstacle.cures) > 0 }
	some obstacle in sorted
	some cure in obstacle.cures
]} if {
	sorted := [obstacle |
		some cause in precedence
		some obstacle in found
		obstacle.cause == cause
	]
}

# METADATA
# title: The order in which causes are named
# description: |
#   What withholds everything comes first: a purpose that is not agreed, then what the key waits
#   for. Of what withholds one field, that comes first which time does not cure: a denial of the
#   author, then a category without credit.
precedence := array.concat(closing, [cause |
	some cause in ["policy", "reciprocity", "stage", "milestone"]
	not cause in closing
])

# METADATA
# title: Causes that withhold every field
closing := array.concat(
	["purpose"],
	array.concat(
		["stage" | count(key_ranks) > 0],
		["milestone" | count(key_milestones) > 0],
	),
)
