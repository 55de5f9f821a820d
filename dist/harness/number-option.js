/** Numbers in flags, within bounds that both count; commander turns the failure into one line. */
import { InvalidArgumentError } from 'commander';
export function numberBetween(min, max) {
    return (text) => {
        const value = Number(text);
        if (text.trim() !== '' && value >= min && value <= max)
            return value;
        throw new InvalidArgumentError(`expected a number from ${min} to ${max}.`);
    };
}
export function wholeBetween(min, max) {
    return (text) => {
        const value = Number(text);
        if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max)
            return value;
        throw new InvalidArgumentError(`expected a whole number from ${min} to ${max}.`);
    };
}
