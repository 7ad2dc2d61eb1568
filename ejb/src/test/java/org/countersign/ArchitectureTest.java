package org.countersign;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.SessionScoped;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules of docs/architecture.md that a compiler does not know. */
@AnalyzeClasses(packages = "org.countersign", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> FLOORS =
            List.of(
                    "platform",
                    "audit",
                    "tenancy",
                    "safety",
                    "campaign",
                    "content",
                    "approval",
                    "publishing",
                    "insight",
                    "demo");

    /** Jobs that walk through agencies: they call one transaction for each. */
    private static final Set<String> WITHOUT_TRANSACTION =
            Set.of("MailWorker", "Dispatcher", "Resealing", "DemoData");

    /** Who may say which agency a transaction is for. */
    private static final Set<String> BINDERS =
            Set.of(
                    "AgencyBinder",
                    "AgencyWork",
                    "AgencyNames",
                    "ApiQuotas",
                    "ServiceUse",
                    "SharedMedia",
                    "Standings",
                    "OperatorWork");

    @ArchTest static final ArchRule lowerFloorsNeverImportHigherOnes = floors();

    @ArchTest
    static final ArchRule everyFeatureIsOnAFloor =
            classes()
                    .that()
                    .resideInAPackage("org.countersign..")
                    .should()
                    .resideInAnyPackage(
                            FLOORS.stream()
                                    .map(floor -> "org.countersign." + floor + "..")
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock =
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Time")
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
    static final ArchRule everyBeanSaysWhoMayCallIt =
            classes()
                    .that()
                    .areAnnotatedWith(Stateless.class)
                    .or()
                    .areAnnotatedWith(Singleton.class)
                    .should()
                    .beAnnotatedWith(RolesAllowed.class)
                    .orShould()
                    .beAnnotatedWith(PermitAll.class)
                    .orShould()
                    .beAnnotatedWith(DenyAll.class);

    @ArchTest
    static final ArchRule tenantBeansWorkInATransaction =
            classes()
                    .that()
                    .areAnnotatedWith(Stateless.class)
                    .or()
                    .areAnnotatedWith(Singleton.class)
                    .should(runInATransaction());

    @ArchTest
    static final ArchRule onlyReviewedClassesBindAnAgency =
            noClasses()
                    .that(
                            DescribedPredicate.describe(
                                    "are not reviewed binders",
                                    (JavaClass type) -> !BINDERS.contains(type.getSimpleName())))
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleName("AgencyBinder");

    @ArchTest
    static final ArchRule onlyTheDispatchersFloorKnowsConnectors =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.countersign.publishing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.countersign.publishing.connector..");

    @ArchTest
    static final ArchRule oneClientGoesOut =
            noClasses()
                    .that()
                    // to the operator's own Keycloak, which may well be at a private address
                    .doNotHaveSimpleName("KeycloakCalls")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(HttpClient.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(HttpURLConnection.class)
                    .orShould()
                    .callMethod(URL.class, "openConnection");

    @ArchTest
    static final ArchRule nobodyKeepsASession =
            noClasses().should().beAnnotatedWith(SessionScoped.class);

    @ArchTest
    static final ArchRule nothingHangsOnAThread =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Dto");

    @ArchTest
    static final ArchRule entitiesHaveVerbsNotSetters =
            methods()
                    .that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(jakarta.persistence.Entity.class)
                    .should()
                    .haveNameNotMatching("set[A-Z].*");

    private static ArchRule floors() {
        Architectures.LayeredArchitecture floors =
                layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            floors = floors.layer(floor).definedBy("org.countersign." + floor + "..");
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            String[] higher = FLOORS.subList(i + 1, FLOORS.size()).toArray(String[]::new);
            floors =
                    higher.length == 0
                            ? floors.whereLayer(FLOORS.get(i)).mayNotBeAccessedByAnyLayer()
                            : floors.whereLayer(FLOORS.get(i)).mayOnlyBeAccessedByLayers(higher);
        }
        return floors;
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>> withoutClock() {
        return DescribedPredicate.describe(
                "without a clock",
                call ->
                        call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class)));
    }

    private static ArchCondition<JavaClass> runInATransaction() {
        var without =
                EnumSet.of(
                        TransactionAttributeType.NOT_SUPPORTED,
                        TransactionAttributeType.SUPPORTS,
                        TransactionAttributeType.NEVER);
        return new ArchCondition<>("run in a transaction, unless they are reviewed jobs") {
            @Override
            public void check(JavaClass bean, ConditionEvents events) {
                if (WITHOUT_TRANSACTION.contains(bean.getSimpleName())) {
                    return;
                }
                bean.tryGetAnnotationOfType(TransactionAttribute.class)
                        .filter(t -> without.contains(t.value()))
                        .ifPresent(t -> events.add(violation(bean, bean.getName())));
                for (JavaMethod method : bean.getMethods()) {
                    method.tryGetAnnotationOfType(TransactionAttribute.class)
                            .filter(t -> without.contains(t.value()))
                            .ifPresent(t -> events.add(violation(bean, method.getFullName())));
                }
            }

            private ConditionEvent violation(JavaClass bean, String where) {
                return SimpleConditionEvent.violated(
                        bean, where + " would read outside the tenant's transaction");
            }
        };
    }
}
