/**
 * Floor 3: what the agency keeps about people, for how long, and how people get it, agree to it and
 * have it erased. The map of where people are in the books is the table {@code personal_data};
 * gates stand in the database (V017), these services ask politely.
 */
package org.countersign.tenancy.privacy;
