export { loadDemoCity, type DemoLoader, type DemoProgress } from './load-demo-city.ts'
