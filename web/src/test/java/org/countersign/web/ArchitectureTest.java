package org.countersign.web;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.SessionScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import javax.sql.DataSource;

/** What pages and resources may not do, since the floors below do it. */
@AnalyzeClasses(
        packages = "org.countersign.web",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule pagesAskServicesNotTheDatabase =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.countersign.web.health..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(DataSource.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(EntityManager.class)
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.countersign.platform.Database");

    @ArchTest
    static final ArchRule noRulesLiveHere =
            noClasses()
                    .should()
                    .beAnnotatedWith(Stateless.class)
                    .orShould()
                    .beAnnotatedWith(Singleton.class)
                    .orShould()
                    .beAnnotatedWith(Stateful.class);

    @ArchTest
    static final ArchRule nothingIsKeptForASession =
            noClasses().should().beAnnotatedWith(SessionScoped.class);

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(name("now"))
                                    .and(target(owner(resideInAPackage("java.time.."))))
                                    .and(withoutClock()))
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callConstructor(java.util.Date.class);

    @ArchTest
    static final ArchRule pagesNeverReachNetworks =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.countersign.publishing.connector..",
                            "org.countersign.platform.outbound..");

    private static DescribedPredicate<JavaCall<?>> withoutClock() {
        return DescribedPredicate.describe(
                "without a clock",
                call ->
                        call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class)));
    }
}
