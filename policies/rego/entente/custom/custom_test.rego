package entente.custom_test

import data.entente.custom

test_nothing_is_denied_by_default if custom.deny == set()

test_nothing_is_hidden_by_default if custom.hide == set()

test_what_is_listed_is_denied if {
	custom.deny == {{"field": "margin"}} with custom.denied as [{"field": "margin"}]
}

test_what_is_listed_is_hidden if {
	custom.hide == {"roadmap"} with custom.hidden as ["roadmap"]
}

test_every_row_may_be_touched_by_default if custom.rows == set()
