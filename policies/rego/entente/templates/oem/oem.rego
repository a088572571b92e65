# METADATA
# title: A partner who builds what we make into its own product
# description: |
#   It sells under its own name to customers that it need not share, and could leave the name out next
#   year: our customers' figures are not there for it, and what is worth 20 waits for the signal
#   minimum-purchase.
# schemas:
#   - input: schema.disclosure
package entente.templates.oem

# METADATA
# title: That there are figures on our customers and what we earn on them is not told
hide contains name if {
	input.type == "oem"
	some name, field in input.fields
	field.category in {"targeting", "margins", "costs"}
}

# METADATA
# title: What is worth 20 waits for the minimum purchase
deny contains {"field": name, "unlock": ["stake minimum-purchase"]} if {
	input.type == "oem"
	not committed
	some name, field in input.fields
	field.value >= 20
}

# METADATA
# title: A minimum purchase is staked, and still holds
committed if "minimum-purchase" in input.signals
