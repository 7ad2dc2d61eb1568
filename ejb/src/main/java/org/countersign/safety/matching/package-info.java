/**
 * Screens content against a resolved list of rules: pure, deterministic, without input or output.
 *
 * <p>A verdict is a function of content, policy digest and {@link
 * org.countersign.safety.matching.PolicyMatcher#ENGINE_VERSION}: change anything that can change a
 * finding and the version must change too. What cannot be evaluated is never passed over: it
 * becomes a finding for legal review.
 */
package org.countersign.safety.matching;
