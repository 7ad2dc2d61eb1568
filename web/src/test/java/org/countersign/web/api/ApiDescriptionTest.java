package org.countersign.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.countersign.web.api.Operations.Offered;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** What /openapi says is whole, and agrees with the resources. */
class ApiDescriptionTest {

    private final List<Offered> offered = Operations.all();
    private final JsonObject document = ApiDescription.document();

    @Test
    void everyResourceIsDescribed() throws IOException {
        try (var sources = Files.list(Path.of("src/main/java/org/countersign/web/api"))) {
            assertThat(Operations.RESOURCES.stream().map(type -> type.getSimpleName() + ".java"))
                    .containsExactlyInAnyOrderElementsOf(
                            sources.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith("Resource.java"))
                                    .toList());
        }
    }

    @Test
    void everyMethodWithAPathHasASummaryAndAnAnswer() {
        assertThat(offered)
                .allSatisfy(
                        one -> {
                            var said = one.method().getAnnotation(Operation.class);
                            assertThat(said).as(one.method().toString()).isNotNull();
                            assertThat(said.summary()).isNotBlank();
                            assertThat(said.operationId()).isNotBlank();
                            assertThat(one.answer().isPresent() || one.success() == 204)
                                    .as(one.method().toString())
                                    .isTrue();
                        });
    }

    @Test
    void operationIdsAreUnique() {
        assertThat(
                        offered.stream()
                                .map(
                                        one ->
                                                one.method()
                                                        .getAnnotation(Operation.class)
                                                        .operationId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> named = new TreeSet<>();
        references(document, named);

        assertThat(document.getJsonObject("components").getJsonObject("schemas").keySet())
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void recordsHaveNamesOfTheirOwn() {
        var shapes =
                Stream.concat(
                                Operations.RESOURCES.stream(),
                                Stream.<Class<?>>of(RevisionShapes.class))
                        .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                        .filter(Class::isRecord)
                        .map(Class::getSimpleName);

        assertThat(shapes).doesNotHaveDuplicates();
    }

    @Test
    void everyMeaningIsOfAMemberThatIsThere() {
        Set<String> members = new TreeSet<>();
        document.getJsonObject("components")
                .getJsonObject("schemas")
                .values()
                .forEach(
                        schema ->
                                members.addAll(
                                        schema.asJsonObject()
                                                .getJsonObject("properties")
                                                .keySet()));

        assertThat(members).containsAll(ApiDescription.MEANINGS.keySet());
    }

    @Test
    void changesAskForTheVersionAndPostsForAKey() {
        assertThat(headers("/api/v1/campaigns/{id}", "put")).containsExactly("If-Match");
        assertThat(headers("/api/v1/posts/{id}/revisions", "post"))
                .containsExactly("If-Match", "Idempotency-Key");
        assertThat(headers("/api/v1/holds", "post")).containsExactly("Idempotency-Key");
    }

    @Test
    void everyOperationSaysWhatGoesWrong() {
        assertThat(document.getJsonObject("paths").values())
                .flatExtracting(item -> item.asJsonObject().values())
                .allSatisfy(
                        operation ->
                                assertThat(
                                                operation
                                                        .asJsonObject()
                                                        .getJsonObject("responses")
                                                        .keySet())
                                        .contains("500")
                                        .hasSizeGreaterThan(1));
    }

    private List<String> headers(String path, String method) {
        return document
                .getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method)
                .getJsonArray("parameters")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(parameter -> parameter.getString("in").equals("header"))
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    private static void references(JsonValue value, Set<String> named) {
        if (value instanceof JsonObject object) {
            if (object.get("$ref") instanceof JsonString ref) {
                named.add(ref.getString().replace("#/components/schemas/", ""));
            }
            object.values().forEach(member -> references(member, named));
        } else if (value instanceof JsonArray array) {
            array.forEach(item -> references(item, named));
        }
    }
}
