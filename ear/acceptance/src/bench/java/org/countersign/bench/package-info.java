/** Speed, as ratios to a named reference measured in the same run; run by the profile bench. */
package org.countersign.bench;
