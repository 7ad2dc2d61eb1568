/** Pages of posts: the list, and the composer with its live previews. */
package org.countersign.web.content;
