package org.countersign.platform;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A method that only looks, although its permission leads to a {@link SensitiveAction}: it asks for
 * no stronger sign-in. A test keeps the list of them.
 */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface Reads {}
