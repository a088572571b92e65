# METADATA
# title: A partner whose product works with ours
# description: |
#   Engineers integrate with products and do not sell them: commercial figures are none of their
#   business, and what is costly to have copied waits until the integration is certified.
# schemas:
#   - input: schema.disclosure
package entente.templates.technology_integration

# METADATA
# title: That there are commercial figures is not told
hide contains name if {
	input.type == "technology-integration"
	some name, field in input.fields
	field.category in {"margins", "prices", "costs", "discounts"}
}

# METADATA
# title: What is worth 10 or more waits for the certified integration
deny contains {"field": name, "unlock": ["complete milestone integration-certified"]} if {
	input.type == "technology-integration"
	not certified
	some name, field in input.fields
	field.value >= 10
}

# METADATA
# title: The integration is certified
certified if "integration-certified" in input.milestones
