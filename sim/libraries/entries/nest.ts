/** Decorators as TypeScript compiles them, a request-scoped logger, and hooks of its life. */
import 'reflect-metadata';
import assert from 'node:assert/strict';
import {
  Body,
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const { ROLE, PEER } = process.env;

@Injectable()
class Orders {
  readonly #all = new Map<string, unknown>();
  put(id: string, order: unknown) {
    this.#all.set(id, order);
  }
  find(id: string) {
    const order = this.#all.get(id);
    if (!order) throw new NotFoundException(`no order ${id}`);
    return order;
  }
}

@Controller('orders')
class OrdersController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}
  @Get(':id')
  get(@Param('id') id: string) {
    return this.orders.find(id);
  }
  @Post(':id')
  post(@Param('id') id: string, @Body() body: unknown) {
    this.orders.put(id, body);
    return { id };
  }
}

@Module({ controllers: [OrdersController], providers: [Orders] })
class App {}

if (ROLE === 'server') {
  const app = await NestFactory.create(App);
  app.enableShutdownHooks();
  await app.listen(3000);
} else {
  const url = `http://${PEER}:3000/orders/1`;
  const missing = await fetch(url);
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /no order 1/);
  const headers = { 'content-type': 'application/json' };
  const made = await fetch(url, { method: 'POST', headers, body: '{"qty":2}' });
  assert.equal(made.status, 201);
  await made.json();
  assert.deepEqual(await (await fetch(url)).json(), { qty: 2 });
  console.log('done');
}
