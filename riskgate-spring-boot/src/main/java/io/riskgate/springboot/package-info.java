/** An engine in a Spring Boot application. */
@NullMarked
package io.riskgate.springboot;

import org.jspecify.annotations.NullMarked;
