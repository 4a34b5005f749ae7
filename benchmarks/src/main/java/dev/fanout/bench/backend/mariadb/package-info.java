/** MariaDB: the server that is started, its clients, the call. */
@NullMarked
package dev.fanout.bench.backend.mariadb;

import org.jspecify.annotations.NullMarked;
