/** Pages of clients, brands and channels. */
package org.countersign.web.tenancy;
