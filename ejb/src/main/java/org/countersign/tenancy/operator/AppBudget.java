package org.countersign.tenancy.operator;

/**
 * What a developer app may use in a window of time, by all agencies together.
 *
 * @param own the operator set it, else it is what the network says
 * @param used in the window that ends now
 */
public record AppBudget(int windowSeconds, int points, boolean own, long used) {}
