package dev.entente.server.drafting;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a column is about as far as its name tells, and what a cell of such is worth to somebody who
 * would misuse it.
 *
 * @param reach where it may open; empty if never
 * @param what such columns hold, for a person
 */
record Subject(String category, int value, Optional<Reach> reach, String what, Set<String> names) {
  /** Whoever it is about is a person, so it is hidden whatever else its name says. */
  private static final Subject PERSON =
      hidden(
          "personal",
          "data of a person",
          """
          email emails mail epost correo courriel phone phones telephone tel mobile cell fax telefon
          telefono handy firstname lastname surname forename givenname familyname middlename fullname
          maidenname vorname nachname familienname prenom nom nombre apellido apellidos cognome nome
          person persons contact contacts user username login nickname employee staff applicant patient
          student member guest signature photo portrait birth birthday birthdate dob born geburt
          geburtsdatum naissance nacimiento nascita age alter edad gender sex geschlecht sexo nationality
          religion ethnicity health diagnosis disability marital salary wage gehalt salaire salario ssn
          socialsecurity nationalid passport ausweis license licence taxid steuer tin nif dni address
          addresses adresse anschrift direccion indirizzo street strasse rue calle via zip zipcode
          postcode postalcode plz latitude longitude lat lon lng geo gps ip ipaddress mac device cookie
          imei fingerprint iban bic bank bankaccount konto creditcard card cardnumber cvv linkedin
          twitter facebook instagram spouse child children
          """);

  private static final Subject SECRET =
      hidden(
          "internal",
          "secrets",
          """
          password passwd pwd passwort secret token apikey accesskey privatekey credential credentials
          hash salt session otp pin
          """);

  private static final Subject INTERNAL =
      hidden(
          "internal",
          "what is for our own people",
          """
          note notes comment comments remark remarks memo internal description text message body notiz
          notizen bemerkung kommentar commentaire owner rep salesrep manager assignee createdby updatedby
          modifiedby score rating risk churn credit creditlimit blacklist flag opinion strategy complaint
          complaints legal dispute
          """);

  /** The dearer before the cheaper: the margin of a country is a margin. */
  private static final List<Subject> OPEN =
      List.of(
          open(
              "margins",
              20,
              Reach.LATE,
              "what is earned",
              "margin margins profit profits grossmargin cost costs unitcost discount discounts rebate"
                  + " rebates commission commissions marge markup ebit ebitda"),
          open(
              "roadmap",
              10,
              Reach.LATE,
              "what is to come",
              "roadmap launch launchdate planned plan forecast pipeline release releasedate eta renewal"
                  + " renewaldate expected"),
          open(
              "money",
              10,
              Reach.LATE,
              "money",
              "revenue revenues annualrevenue turnover sales amount amounts price prices budget budgets arr"
                  + " mrr income invoice invoices umsatz preis betrag chiffre precio value balance payment"),
          open(
              "performance",
              5,
              Reach.MID,
              "how something went",
              "click clicks impression impressions lead leads conversion conversions ctr spend visits views"
                  + " sessions orders units sold opens responses response reach signups downloads growth"),
          open(
              "targeting",
              5,
              Reach.MID,
              "how large they are",
              "employees employeecount numberofemployees numemployees headcount size companysize workforce"
                  + " mitarbeiter effectif seats stores sites locations accounts"),
          open(
              "targeting",
              2,
              Reach.MID,
              "where they are, nearly",
              "city cities town headquarters hq location ort ville ciudad stadt"),
          open(
              "targeting",
              1,
              Reach.EARLY,
              "the group they belong to",
              "sector sectors industry industries subindustry vertical segment segments region regions country"
                  + " countries countrycode state province territory market markets continent channel"
                  + " channels language languages currency audience category categories branche land pays"
                  + " pais type tier technology"),
          open(
              "accounts",
              1,
              Reach.MID,
              "since when",
              "since founded foundedyear yearfounded created createdat createdate updated updatedat dateadded"
                  + " added modified modifiedat joined customersince"),
          open(
              "accounts",
              5,
              Reach.MID,
              "whom it is about",
              "company companyname organisation organization organisationname organizationname supplier"
                  + " vendor brand domain website accountname parent"),
          open(
              "accounts",
              1,
              Reach.EARLY,
              "which record it is",
              "id ids account accountid accountno accountnumber companyid customerid customerno"
                  + " customernumber clientid ticker symbol isin lei duns sku product productid"
                  + " productname campaign campaignid campaignname key code uuid guid panel"));

  Subject {
    names = Set.copyOf(names);
  }

  private static Subject hidden(String category, String what, String names) {
    return new Subject(category, 20, Optional.empty(), what, words(names));
  }

  private static Subject open(String category, int value, Reach reach, String what, String names) {
    return new Subject(category, value, Optional.of(reach), what, words(names));
  }

  private static Set<String> words(String names) {
    return Set.of(names.strip().split("\\s+"));
  }

  /** What the name says; empty if it says nothing. */
  static Optional<Subject> of(ColumnName name) {
    return List.of(SECRET, PERSON, INTERNAL).stream()
        .filter(it -> name.hasOne(it.names))
        .findFirst()
        .or(() -> OPEN.stream().filter(it -> name.hasOne(it.names)).findFirst());
  }
}
