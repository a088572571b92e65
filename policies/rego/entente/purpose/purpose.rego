# METADATA
# title: What the data is asked for
# schemas:
#   - input: schema.disclosure
package entente.purpose

# METADATA
# title: The purpose is missing, or the agreement does not have it
# description: It stands in the way of every field.
obstacles := [{"cause": "purpose", "cures": cures, "rule": "entente.purpose.obstacles"} |
	not agreed
	cures := [cure |
		count(input.purposes) > 0
		cure := concat(" ", ["state one of the agreed purposes:", concat(", ", input.purposes)])
	]
]

# METADATA
# title: The purpose stated is one of the agreement's
# description: |
#   A rule of its own: `not x in input.purposes` is undefined, not true, where the input lacks what it
#   names, and would fail open.
agreed if input.purpose in input.purposes
