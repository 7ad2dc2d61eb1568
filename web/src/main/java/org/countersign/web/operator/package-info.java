/** The operator's pages, on the operator's own host: agencies and the installation's health. */
package org.countersign.web.operator;
