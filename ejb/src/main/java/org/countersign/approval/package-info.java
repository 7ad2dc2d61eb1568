/**
 * Floor 7: who must say yes, and who did. A submission puts a revision into its client's workflow;
 * decisions bind to the digests of its variants. The database computes completeness and refuses
 * what the rules here let through by mistake: own work, other content, a stage out of turn, a
 * person without a mandate.
 */
package org.countersign.approval;
