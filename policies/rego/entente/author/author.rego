# METADATA
# title: What authors say, wherever they say it
# description: |
#   It is said in package entente.custom, in any package under it, such as entente.custom.orchard, and
#   in the templates that entente.custom names. Each denial comes with the path of the rule that says
#   it. All of it narrows: nothing here is asked what may be released.
package entente.author

import data.entente.custom

# METADATA
# title: All that is said has the shape that is read
# description: |
#   A slip must not pass for "nothing is said": sets hold what they are named for, each denial and each
#   hiding names a field, each condition on rows is one, and each template that is switched on is
#   there.
sound if {
	every one in denials { is_string(one.denial.field) }
	every one in hidings { is_string(one.field) }
	every condition in rows { is_object(condition) }
	every kind in [denied_by, hidden_by, rows_by, gates_by] {
		every set in kind { is_set(set) }
	}
	every name in custom.templates { name in partnerships }
}

# METADATA
# title: Fields withheld, by which rule, and with what would open them
# scope: document
denials contains {"rule": "entente.custom.deny", "denial": denial} if some denial in custom.deny

denials contains {"rule": concat(".", [package_name, "deny"]), "denial": denial} if {
	some package_name, set in denied_by
	some denial in set
}

# METADATA
# title: Fields that the partner must not know of, by which rule
# scope: document
hidings contains {"rule": "entente.custom.hide", "field": field} if some field in custom.hide

hidings contains {"rule": concat(".", [package_name, "hide"]), "field": field} if {
	some package_name, set in hidden_by
	some field in set
}

# METADATA
# title: Fields that are denied or hidden, by which rule
# scope: document
closed contains {"rule": one.rule, "field": one.denial.field} if some one in denials

closed contains hiding if some hiding in hidings

# METADATA
# title: Names of fields that the partner must not know of
hidden contains hiding.field if some hiding in hidings

# METADATA
# title: Gates asked for beside those of the terms
# scope: document
gates contains gate if some gate in custom.gates

gates contains gate if {
	some set in gates_by
	some gate in set
}

# METADATA
# title: Conditions that every row must fit
# scope: document
rows contains condition if some condition in custom.rows

rows contains condition if {
	some set in rows_by
	some condition in set
}

# METADATA
# title: Denials by the package that says them
# scope: document
denied_by[concat(".", ["entente.custom", name])] := set if {
	some name
	set := data.entente.custom[name].deny # regal ignore:ignored-import
	speaks(name)
}

denied_by[concat(".", ["entente.templates", name])] := set if {
	some name in templates
	set := data.entente.templates[name].deny
}

# METADATA
# title: Hidden fields by the package that says so
# scope: document
hidden_by[concat(".", ["entente.custom", name])] := set if {
	some name
	set := data.entente.custom[name].hide # regal ignore:ignored-import
	speaks(name)
}

hidden_by[concat(".", ["entente.templates", name])] := set if {
	some name in templates
	set := data.entente.templates[name].hide
}

# METADATA
# title: Conditions on rows by the package that sets them
# scope: document
rows_by[concat(".", ["entente.custom", name])] := set if {
	some name
	set := data.entente.custom[name].rows # regal ignore:ignored-import
	speaks(name)
}

rows_by[concat(".", ["entente.templates", name])] := set if {
	some name in templates
	set := data.entente.templates[name].rows
}

# METADATA
# title: Gates by the package that asks for them
# scope: document
gates_by[concat(".", ["entente.custom", name])] := set if {
	some name
	set := data.entente.custom[name].gates # regal ignore:ignored-import
	speaks(name)
}

gates_by[concat(".", ["entente.templates", name])] := set if {
	some name in templates
	set := data.entente.templates[name].gates
}

# METADATA
# title: The packages of the templates that are switched on
templates contains replace(name, "-", "_") if some name in custom.templates

# METADATA
# title: The kinds of partnership, with a template for each
partnerships := {
	"resale",
	"technology-integration",
	"referral",
	"distribution",
	"strategic-alliance",
	"oem",
}

# METADATA
# title: The name is that of a package under entente.custom
# description: Not of a rule in it, and not of tests.
speaks(name) if {
	not name in {"deny", "denied", "hide", "hidden", "gates", "asked", "rows", "conditions", "templates", "chosen"}
	not endswith(name, "_test")
}
