/** The one running product that all tests share, and the ways to reach it. */
package org.countersign.acceptance.product;
