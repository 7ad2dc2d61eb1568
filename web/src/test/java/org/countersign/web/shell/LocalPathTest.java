package org.countersign.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @Test
    void aPathOfThisHostIsFollowed() {
        assertThat(LocalPath.orHome("/content/posts.xhtml?q=winter"))
                .isEqualTo("/content/posts.xhtml?q=winter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "https://evil.example",
                "/\\evil.example",
                "/x\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                ""
            })
    void anythingElseLeadsHome(String path) {
        assertThat(LocalPath.orHome(path)).isEqualTo("/");
    }

    @Test
    void nothingLeadsHome() {
        assertThat(LocalPath.orHome(null)).isEqualTo("/");
    }
}
