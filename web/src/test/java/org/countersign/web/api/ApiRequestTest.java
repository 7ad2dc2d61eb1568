package org.countersign.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiRequestTest {

    @Test
    void orderAndWhiteSpaceMakeNoOtherRequest() {
        assertThat(digest("\"1\"", "{\"a\":1,\"b\":[2]}"))
                .isEqualTo(digest("\"1\"", "{ \"b\": [2], \"a\": 1 }"));
    }

    @Test
    void otherContentVersionOrPathMakeAnotherRequest() {
        byte[] first = digest("\"1\"", "{\"a\":1}");

        assertThat(digest("\"1\"", "{\"a\":2}")).isNotEqualTo(first);
        assertThat(digest("\"2\"", "{\"a\":1}")).isNotEqualTo(first);
        assertThat(ApiRequest.digest("POST", "/other", "", "\"1\"", json("{\"a\":1}")))
                .isNotEqualTo(first);
        assertThat(ApiRequest.digest("POST", "/posts", "x=1", "\"1\"", json("{\"a\":1}")))
                .isNotEqualTo(first);
    }

    @Test
    void theNextLinkKeepsTheFilters() {
        var asked = new MultivaluedHashMap<String, String>();
        asked.put("state", List.of("DRAFT", "HELD"));
        asked.putSingle("text", "a&b ü");
        asked.putSingle("after", "old");

        assertThat(Batch.next("/api/v1/posts", asked, "new"))
                .isEqualTo("/api/v1/posts?state=DRAFT&state=HELD&text=a%26b+%C3%BC&after=new");
    }

    @Test
    void aListKnowsItsFiltersAndItsCursor() {
        var list =
                Operations.all().stream()
                        .filter(one -> one.path().equals("/api/v1/channels"))
                        .findFirst()
                        .orElseThrow();

        assertThat(KnownParameters.known(list.method()))
                .containsExactlyInAnyOrder("after", "limit", "brand");
    }

    @Test
    void idsHaveTheirOneForm() {
        assertThat(ApiRequest.filter("brand", null)).isEmpty();
        assertThatThrownBy(() -> ApiRequest.id("1-1-1-1-1"))
                .isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void unknownChoicesAreRefused() {
        assertThat(ApiRequest.choices("state", ShownState.class, List.of("HELD")))
                .containsExactly(ShownState.HELD);
        assertThatThrownBy(() -> ApiRequest.choices("state", ShownState.class, List.of("held")))
                .isInstanceOf(RequestRefusedException.class);
    }

    private static byte[] digest(String version, String body) {
        return ApiRequest.digest("POST", "/posts", "", version, json(body));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
