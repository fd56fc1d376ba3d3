import 'reflect-metadata';
import { closeNetwork } from './closed-network.js';

closeNetwork();
