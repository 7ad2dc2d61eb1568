/** Above all floors: the demo's agencies, made from a file that only the demo has. */
package org.countersign.demo;
