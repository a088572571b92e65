package dev.entente.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The house: arrows run one way, {@code core <- {policies, connectors, trust-ledger} <- server}.
 */
@AnalyzeClasses(packages = "dev.entente", importOptions = DoNotIncludeTests.class)
final class ArrowsTest {
  private static final String[] CORE = {
    "dev.entente.problem..",
    "dev.entente.json..",
    "dev.entente.signature..",
    "dev.entente.catalog..",
    "dev.entente.reciprocity..",
    "dev.entente.agreement..",
    "dev.entente.disclosure..",
    "dev.entente.source..",
    "dev.entente.ledger..",
    "dev.entente.contribution..",
    "dev.entente.operator..",
    "dev.entente.governance..",
    "dev.entente.contribution..",
    "dev.entente.exchange.."
  };

  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("core")
          .definedBy(CORE)
          .layer("policies")
          .definedBy("dev.entente.policies..")
          .layer("connectors")
          .definedBy("dev.entente.connectors..")
          .layer("trust-ledger")
          .definedBy("dev.entente.trustledger..")
          .layer("server")
          .definedBy("dev.entente.server..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("policies")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("connectors")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("trust-ledger")
          .mayOnlyBeAccessedByLayers("server");

  @ArchTest
  static final ArchRule theCoreKnowsNoTransportAndNoStore =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "java.sql..",
              "java.net.http..",
              "java.nio.channels..",
              "org.duckdb..",
              "org.sqlite..",
              "com.styra..");

  @ArchTest
  static final ArchRule theCoresRoomsHaveNoCycle =
      slices().matching("dev.entente.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theTreeImportsNothingButTheJdk =
      classes()
          .that()
          .resideInAnyPackage("dev.entente.trustledger.tlog..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.entente.trustledger.tlog..");

  @ArchTest
  static final ArchRule checkpointsImportNothingButTheTreeAndTheJdk =
      classes()
          .that()
          .resideInAnyPackage("dev.entente.trustledger.checkpoint..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "dev.entente.trustledger.tlog..",
              "dev.entente.trustledger.checkpoint..");
}
