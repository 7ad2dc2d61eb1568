package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "/approval/review.xhtml, /approval/review.xhtml",
        "/api/v1/posts/018f3c1e-0000-7000-8000-000000000001/revisions, /api/v1/posts/018f3c1e-0000-7000-8000-000000000001/revisions",
        "/api/v1/posts/Ruth%20Halden, /api/v1/posts/*",
        "/api/v1/people/ruth@halden.test, /api/v1/people/*",
        "/api/v1/posts/0176-1234567, /api/v1/posts/*"
    })
    void theChainGetsNoMoreOfAnAddressThanWhatWeWrote(String asked, String kept) {
        assertThat(Refusals.ours(asked)).isEqualTo(kept);
    }
}
