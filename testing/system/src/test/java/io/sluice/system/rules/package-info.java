/** The rules that the code keeps: walls between rooms, sizes, and what may not be called. */
@NullMarked
package io.sluice.system.rules;

import org.jspecify.annotations.NullMarked;
