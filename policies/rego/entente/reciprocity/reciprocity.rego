# METADATA
# title: What the partner has given in return
# schemas:
#   - input: schema.disclosure
package entente.reciprocity

# METADATA
# title: Nothing is left in the field's category
# description: |
#   A field asked for by name (to show, to filter or to sort) is priced like any other, and the
#   ledger refuses what does not fit. The key comes with every query, so it counts as asked for:
#   rows already paid for stay open, and new ones are refused with what to contribute. So a key in a
#   dry category never empties an answer that other categories could still pay for.
#   Where nothing feeds the category, nothing could cure it.
obstacles(name, field) := [{"cause": "reciprocity", "cures": cures, "rule": "entente.reciprocity.obstacles"} |
	field.category in input.dry
	not asked(name)
	cures := [concat(" ", ["contribute to", exchange]) | some exchange in input.feeds[field.category]]
]

# METADATA
# title: The query names the field, or it is of the key
# scope: document
asked(name) if name in input.key

asked(name) if name in input.asked
