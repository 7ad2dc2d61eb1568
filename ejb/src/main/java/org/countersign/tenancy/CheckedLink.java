package org.countersign.tenancy;

import java.time.Instant;
import java.util.Optional;

/**
 * A brand's link and what came of the last look at it.
 *
 * @param checkedAt empty until the first look
 * @param failure {@code http 404} and the like, {@code unreachable}, {@code forbidden}; empty when
 *     the page was there
 */
public record CheckedLink(BrandLink link, Optional<Instant> checkedAt, Optional<String> failure) {}
