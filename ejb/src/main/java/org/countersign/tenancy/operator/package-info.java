/**
 * The operator's part: how agencies come into being, rest, move and go. Everything that reaches out
 * is a task of steps that may each be repeated; {@code AgencyTasks} runs them, outside any
 * transaction. The operator sees an agency's name, host, state and two numbers, never its rows; the
 * database's functions check on their own that an active operator is bound.
 */
package org.countersign.tenancy.operator;
