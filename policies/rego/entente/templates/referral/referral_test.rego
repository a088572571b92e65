package entente.templates.referral_test

import data.entente.templates.referral

fields := {"account": {"value": 1}, "employees": {"value": 5}, "margin": {"value": 20}}

test_who_refers_does_not_learn_of_margins if {
	referral.hide == {"margin"} with input as {"type": "referral", "fields": fields}
}

test_others_do if {
	referral.hide == set() with input as {"type": "resale", "fields": fields}
}
