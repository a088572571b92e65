package entente.rows_test

import data.entente.custom
import data.entente.rows

emea := {"field": "region", "operator": "==", "value": "EMEA"}

small := {"not": {"field": "size", "operator": ">", "value": 100}}

test_without_a_condition_every_row_may_be_touched if rows.touched == "all"

test_a_condition_of_the_author_narrows if {
	rows.touched == {"and": [emea]} with custom.rows as {emea}
}

test_each_condition_must_hold if {
	rows.touched == {"and": [emea, small]} with custom.rows as {emea, small}
}

test_what_is_listed_is_a_condition if {
	custom.rows == {small} with custom.conditions as [small]
}

test_no_rows_without_the_authors_package if {
	not rows.touched with custom as {}
}
