export class Settings {
    #services = new Map();
    #imposed = new Set();
    /** The live numbers of a service, as they are usually. */
    add(service, usual) {
        this.#services.set(service, { usual, now: { ...usual } });
    }
    /** Read anew at each use: they change while the service runs. */
    of(service) {
        return this.#services.get(service)?.now ?? {};
    }
    impose = (service, setting, value) => {
        if (this.#services.get(service)?.usual[setting] === undefined)
            throw new Error(`a fault wants to set '${setting}' of '${service}', which has no such setting`);
        const entry = { service, setting, value };
        this.#imposed.add(entry);
        this.#update(service, setting);
        return () => {
            this.#imposed.delete(entry);
            this.#update(service, setting);
        };
    };
    #update(service, setting) {
        const { usual, now } = this.#services.get(service);
        const values = [...this.#imposed]
            .filter((i) => i.service === service && i.setting === setting)
            .map((i) => i.value);
        now[setting] = Math.max(usual[setting], ...values);
    }
}
