package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/index.xhtml", "/content/post.xhtml?id=7&tab=a%20b", "/a/b?x=//y"})
    void pageOfThisHostIsKept(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.xhtml",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/a\\b",
                "https://evil.example/",
                "http:evil.example",
                "javascript:alert(1)",
                "/%5cevil.example",
                "/%2fevil.example",
                "/..//evil.example",
                "/a/../b",
                "/a;b",
                "/a\r\nSet-Cookie: x=y",
                "/a b",
                "/a\u0000",
                "/\u00e4",
                "/a#b",
                "/%zz",
                "@evil.example",
                "/callback?code=1",
                "/sign-in?return=/",
                "/signed-out",
                "/api/v1/posts",
                "/health",
                "/media/x"
            })
    void anythingElseLeadsHome(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo("/");
    }

    @Test
    void nothingOrTooMuchLeadsHome() {
        assertThat(ReturnPath.safe(null)).isEqualTo("/");
        assertThat(ReturnPath.safe("/" + "a".repeat(ReturnPath.LENGTH_MAX))).isEqualTo("/");
    }

    @Test
    void refererCountsFromThisHostOnly() {
        String own = "http://harbour.localhost:8080";

        assertThat(ReturnPath.ofReferer(own + "/posts.xhtml?id=1#x", own))
                .isEqualTo("/posts.xhtml?id=1");
        assertThat(ReturnPath.ofReferer("http://harbour.localhost:80801/posts.xhtml", own))
                .isEqualTo("/");
        assertThat(ReturnPath.ofReferer("http://lumen.localhost:8080/posts.xhtml", own))
                .isEqualTo("/");
        assertThat(ReturnPath.ofReferer(own + "//evil.example", own)).isEqualTo("/");
        assertThat(ReturnPath.ofReferer(null, own)).isEqualTo("/");
    }
}
