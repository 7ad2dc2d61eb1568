package org.countersign.tenancy;

import java.util.List;

/**
 * Which people a list holds.
 *
 * @param text part of the name or mail address; empty for all
 * @param sides {@code AGENCY}, {@code CLIENT}, {@code VENDOR}; none means all
 * @param ended also those whose access was ended
 */
public record PeopleFilter(String text, List<String> sides, boolean ended) {}
