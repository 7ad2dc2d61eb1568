package org.countersign.web.api;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Marks an operation that asks which version the client saw, in {@code If-Match}. */
@Retention(RUNTIME)
@Target(METHOD)
@interface NeedsVersion {}
